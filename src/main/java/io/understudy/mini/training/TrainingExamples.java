package io.understudy.mini.training;

import java.util.List;

/**
 * What a run learns from, encoded.
 *
 * @param latents  latent pictures
 * @param captions one for each
 * @param trigger  the phrase all of them share, for the file's metadata
 */
record TrainingExamples(List<float[]> latents, List<String> captions, String trigger) {
    TrainingExamples {
        latents = List.copyOf(latents);
        captions = List.copyOf(captions);
        if (latents.isEmpty()) {
            throw new IllegalArgumentException("A run needs at least one picture.");
        }
    }

    /**
     * A caption as it would be of anyone: without the trigger phrase, except for the class word at the end of a longer
     * one.
     */
    String captionWithoutTrigger(int index) {
        String phrase = trigger.strip();
        int classWord = phrase.lastIndexOf(' ');
        return captions.get(index).replace(classWord < 0 ? phrase : phrase.substring(0, classWord), "");
    }
}
