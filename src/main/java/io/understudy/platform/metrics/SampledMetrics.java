package io.understudy.platform.metrics;

/** Figures that take a query: asked for every now and then, in the product's own name, and not whenever they are read. */
public interface SampledMetrics {
    void sample();
}
