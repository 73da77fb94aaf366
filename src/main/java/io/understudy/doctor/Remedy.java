package io.understudy.doctor;

import io.understudy.datasets.quality.PictureFilter;

public sealed interface Remedy {
    String words();

    record ChangePictures(String words, PictureFilter filter) implements Remedy {}

    record RepairCaptions(String words) implements Remedy {}

    record UsePrompt(String words, String prompt) implements Remedy {}

    /** A new run with the settings of the one that was looked at, on the pictures as they are now. */
    record TrainAgain(String words) implements Remedy {}

    record TrainOtherwise(String words, int steps, double learningRate) implements Remedy {}
}
