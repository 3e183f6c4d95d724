#include <cassert>

#include "pipeline/article/body_model_table.h"
#include "pipeline/article/flat_text.h"

namespace wirewatch {
namespace {

std::vector<std::string> names_of(bool second) {
  FlatView const page({"x"});
  std::vector<float> values;
  std::vector<std::string> names;
  FeatureRow row(values, &names);
  measure_paragraph(page, 0, row);
  std::vector<double> const probability{0.5};
  if (second) FlatJudgement(page, probability).measure(0, row);
  return names;
}

}  // namespace

std::vector<std::string> first_flat_measures() { return names_of(false); }
std::vector<std::string> second_flat_measures() { return names_of(true); }

Result<FlatModel> FlatModel::parse(std::string_view first, std::string_view second,
                                   std::string_view sequence) {
  auto one = TreeModel::parse(first, first_flat_measures());
  if (!one) return fail(std::move(one.error()));
  auto two = TreeModel::parse(second, second_flat_measures());
  if (!two) return fail(std::move(two.error()));
  auto three = SequenceModel::parse(sequence, first_flat_measures());
  if (!three) return fail(std::move(three.error()));
  return FlatModel{std::move(*one), std::move(*two), std::move(*three)};
}

FlatModel const& FlatModel::built_in() {
  static FlatModel const kModel = [] {
    auto model = parse(kFirstFlatModel, kSecondFlatModel, kSequenceFlatModel);
    assert(model && "the model's table and the measures are made together");
    return model.value_or(FlatModel{});
  }();
  return kModel;
}

}  // namespace wirewatch
