package io.understudy.doctor;

import io.understudy.prompting.guide.TriggerWord;

/**
 * The captions that a run was trained with.
 *
 * @param triggerWord the one that the snapshot was frozen with
 * @param pictures in the snapshot
 * @param empty without a word
 * @param missing with words, but without the trigger word
 * @param elsewhere with the trigger word, not in front
 */
public record CaptionFacts(TriggerWord triggerWord, int pictures, int empty, int missing, int elsewhere) {}
