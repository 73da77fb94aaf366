package io.understudy.datasets;

record MeasuringWanted() {}
