#include "pipeline/article/body_model.h"

#include <cassert>

#include "pipeline/article/block_features.h"
#include "pipeline/article/body_model_table.h"

namespace wirewatch {
namespace {

/// A page of one block, to ask the measures for their names.
template <class Measure>
std::vector<std::string> names_of(Measure measure) {
  HtmlDocument const document("<p>x");
  auto const blocks = find_blocks(document);
  PageView const page(document, blocks, {});
  std::vector<float> values;
  std::vector<std::string> names;
  FeatureRow row(values, &names);
  measure(page, row);
  return names;
}

}  // namespace

std::vector<std::string> first_measures() {
  return names_of([](PageView const& page, FeatureRow& row) { measure_block(page, 0, row); });
}

std::vector<std::string> second_measures() {
  return names_of([](PageView const& page, FeatureRow& row) {
    measure_block(page, 0, row);
    std::vector<double> const probability{0.5};
    Judgement(page, probability).measure(0, row);
  });
}

Result<BodyModel> BodyModel::parse(std::string_view first, std::string_view second,
                                   std::string_view sequence) {
  auto one = TreeModel::parse(first, first_measures());
  if (!one) return fail(std::move(one.error()));
  auto two = TreeModel::parse(second, second_measures());
  if (!two) return fail(std::move(two.error()));
  auto three = SequenceModel::parse(sequence, first_measures());
  if (!three) return fail(std::move(three.error()));
  return BodyModel{std::move(*one), std::move(*two), std::move(*three)};
}

BodyModel const& BodyModel::built_in() {
  static BodyModel const kModel = [] {
    auto model = parse(kFirstBodyModel, kSecondBodyModel, kSequenceBodyModel);
    assert(model && "the model's table and the measures are made together");
    return model.value_or(BodyModel{});
  }();
  return kModel;
}

}  // namespace wirewatch
