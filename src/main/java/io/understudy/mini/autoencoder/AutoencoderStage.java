package io.understudy.mini.autoencoder;

import io.understudy.mini.kernel.Kernels;

sealed interface AutoencoderStage {
    FeatureMap apply(Kernels kernels, FeatureMap x);

    record Unshuffle(int factor) implements AutoencoderStage {
        @Override
        public FeatureMap apply(Kernels kernels, FeatureMap x) {
            return x.unshuffled(factor);
        }
    }

    record Shuffle(int factor) implements AutoencoderStage {
        @Override
        public FeatureMap apply(Kernels kernels, FeatureMap x) {
            return x.shuffled(factor);
        }
    }

    record Convolve(Convolution convolution) implements AutoencoderStage {
        @Override
        public FeatureMap apply(Kernels kernels, FeatureMap x) {
            return convolution.apply(kernels, x);
        }
    }

    /** {@code x + b(silu(a(silu(x))))}. */
    record Residual(Convolution a, Convolution b) implements AutoencoderStage {
        @Override
        public FeatureMap apply(Kernels kernels, FeatureMap x) {
            FeatureMap inner = a.apply(kernels, x.activated());
            return b.apply(kernels, inner.activated()).plus(x);
        }
    }

    record Activate() implements AutoencoderStage {
        @Override
        public FeatureMap apply(Kernels kernels, FeatureMap x) {
            return x.activated();
        }
    }
}
