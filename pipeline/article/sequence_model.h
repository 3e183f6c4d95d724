#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace wirewatch {

/// What the blocks in doubt tell about each other in their order: a small convolutional network.
/// Each measure becomes a place between -1 and 1 among the values it usually has; their weighted
/// sums are the state of a block, to which each layer adds what it makes of the normed states of
/// the block, of the two at some distance and of the page's mean (a residual network with layer
/// norm: He et al. 2016, Ba et al. 2016). Written as text:
///   measure letters 0 12 40 : 0.1 -0.2       edges of the places; a weight for each unit of state
///   start 0.5 0.5                            the state without measures
///   layer 2                                  its distance, then of the norm
///   scale 1 1
///   shift 0 0
///   unit 0.1 : 1 2 : 3 4 : 5 6 : 7 8         bias; weights of before, own, behind and page
///   unit ...
///   end 0.5 1 -1                             bias and weights of the log-odds
/// The last measure is `left_out`: clear blocks since the last one in doubt.
class SequenceModel {
 public:
  /// `names` are those of the other measures, in their order. An Error names the line and what is
  /// wrong with it.
  static Result<SequenceModel> parse(std::string_view text, std::vector<std::string> const& names);

 private:
  friend class SequenceParser;
  friend class SequenceReading;
  struct Measure {
    std::vector<float> edges;
    std::vector<float> weights;
  };
  struct Layer {
    std::size_t distance = 0;
    std::vector<float> scale;
    std::vector<float> shift;
    std::vector<float> bias;
    std::vector<float> before;  ///< by unit of the block that is looked at, then own unit
    std::vector<float> own;
    std::vector<float> behind;
    std::vector<float> page;
  };
  std::vector<Measure> measures_;
  std::vector<float> start_;
  std::vector<Layer> layers_;
  float bias_ = 0;
  std::vector<float> end_;
};

/// One page read by a model, block by block.
class SequenceReading {
 public:
  explicit SequenceReading(SequenceModel const& model) : model_(model) {}

  /// The next block is clear.
  void skip();
  /// The next block is in doubt.
  void add(std::span<float const> measures);
  /// Of the blocks in doubt, in their order.
  std::vector<double> log_odds() const;
  /// Moves the probability of each block in doubt halfway to the model's, in log-odds, of which no
  /// more than 3 are believed.
  void join(std::vector<double>& probability) const;

 private:
  static std::vector<float> norm(SequenceModel::Layer const& layer,
                                 std::vector<float> const& states);
  static void apply(SequenceModel::Layer const& layer, std::vector<float>& states);

  SequenceModel const& model_;
  std::size_t blocks_ = 0;
  std::vector<std::size_t> doubtful_;
  std::vector<float> states_;  ///< of each block in doubt, one behind the other
};

}  // namespace wirewatch
