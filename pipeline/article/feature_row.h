#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace wirewatch {

/// The measures of one block, in a fixed order. The functions that measure write names and values
/// side by side; the names are kept only where somebody asks for them (to read a model, to train
/// one).
class FeatureRow {
 public:
  explicit FeatureRow(std::vector<float>& values, std::vector<std::string>* names = nullptr)
      : values_(values), names_(names) {}

  void put(std::string_view name, double value) {
    values_.push_back(float(value));
    if (names_) names_->emplace_back(name);
  }

  /// The measure "prefix.name"; only joined where names are asked for.
  void put(std::string_view prefix, std::string_view name, double value) {
    values_.push_back(float(value));
    if (names_) names_->push_back(std::string(prefix) + "." + std::string(name));
  }

  /// One measure, 0 or 1, for each bit: "prefix.name".
  template <class Names>
  void put_bits(std::string_view prefix, std::uint32_t mask, Names const& bit_names) {
    for (std::size_t i = 0; i < bit_names.size(); ++i) {
      values_.push_back(float((mask >> i) & 1U));
      if (names_) names_->push_back(std::string(prefix) + "." + std::string(bit_names[i]));
    }
  }

 private:
  std::vector<float>& values_;
  std::vector<std::string>* names_;
};

}  // namespace wirewatch
