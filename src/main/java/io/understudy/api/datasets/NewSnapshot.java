package io.understudy.api.datasets;

/** @param fewerPicturesConfirmed that fewer pictures than the guide's minimum are enough */
record NewSnapshot(boolean fewerPicturesConfirmed) {}
