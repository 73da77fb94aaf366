package io.understudy.doctor;

import io.understudy.datasets.PictureFilter;

public sealed interface Remedy {
    /** What to do and why, in a sentence. */
    String words();

    record ChangePictures(String words, PictureFilter filter) implements Remedy {}

    record RepairCaptions(String words) implements Remedy {}

    /** A prompt as it has to be, to be copied. */
    record UsePrompt(String words, String prompt) implements Remedy {}

    /** A new run with the settings of the one that was looked at, on the pictures as they are now. */
    record TrainAgain(String words) implements Remedy {}

    /** A new run with these settings, otherwise as the one that was looked at. */
    record TrainOtherwise(String words, int steps, double learningRate) implements Remedy {}
}
