package io.understudy.datasets;

/** Pictures came that nobody has measured yet: the worker looks after the commit. */
record MeasuringWanted() {}
