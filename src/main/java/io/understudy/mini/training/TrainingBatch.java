package io.understudy.mini.training;

import io.understudy.lora.Strength;
import io.understudy.mini.LoraSettings;
import io.understudy.mini.PriorPictures;
import io.understudy.mini.SeededRandom;
import io.understudy.mini.network.Tokeniser;
import java.util.ArrayList;
import java.util.List;

/**
 * Picks the pictures, noise and noise levels of a step. Every choice follows from seed and step alone, so a resumed run
 * picks the same, and the order in which threads work does not matter.
 */
final class TrainingBatch {
    /** Mean of the logit of t; training looks a little more at the noisy end, where the outline is decided. */
    private static final double TIME_LOGIT_MEAN = 0.4;

    private static final int ORDER = 1;
    private static final int PICTURE = 2;

    /**
     * One in so many prior pictures is the character's own, captioned without the trigger. With none, "woman" alone
     * generated the character (distance to her set 0.71 of the base's); with one in two, she was learned more slowly.
     */
    private static final int TWIN_EVERY = 3;

    /**
     * Half of the character's pictures are learned at strengths from here up to {@link #HIGHEST}, the highest of the guide's
     * test strengths, all with the whole picture as the target. Learned at 1 and above alone, an ink drawing fell apart at
     * half strength and looked less like itself than the base did.
     */
    private static final double LOWEST = 0.4;

    /** Learned at 1 alone, a LoRA is past its best there (distance 28.6 after 26.9 at 0.8). */
    private static final double HIGHEST = 1.3;

    private TrainingBatch() {}

    /**
     * One picture to train on.
     *
     * @param noisy  {@code (1 - t) x + t noise}
     * @param target {@code noise - x}; of prior pictures only the base's own prediction counts
     * @param strength the LoRA is applied with
     * @param own    whether it is the character's with its own caption, and not there to keep the base as it is
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared as a value
    record Item(float[] noisy, float[] target, float time, int[] ids, Strength strength, boolean own) {}

    /** The character's pictures first, then as many prior pictures, if wanted and present. */
    static List<Item> draw(
            Tokeniser tokeniser, TrainingExamples examples, PriorPictures priors, LoraSettings settings, int step) {
        List<Item> items = new ArrayList<>();
        for (int slot = 0; slot < settings.batchSize(); slot++) {
            int index = shuffled(examples.latents().size(), settings, step, slot);
            SeededRandom random = SeededRandom.of(settings.seed(), PICTURE, step, slot);
            int[] ids = tokeniser.ids(examples.captions().get(index));
            items.add(noised(examples.latents().get(index), ids, true, random));
        }
        if (settings.priorPreservation() && !priors.isEmpty()) {
            for (int slot = 0; slot < settings.batchSize(); slot++) {
                SeededRandom random = SeededRandom.of(settings.seed(), PICTURE, step, settings.batchSize() + slot);
                items.add(
                        random.nextInt(TWIN_EVERY) == 0
                                ? untriggered(tokeniser, examples, settings, step, slot, items.get(slot))
                                : generic(tokeniser, priors, random));
            }
        }
        return items;
    }

    /**
     * The character's picture under the same noise, captioned as anyone's: only the trigger may make the difference.
     */
    private static Item untriggered(
            Tokeniser tokeniser, TrainingExamples examples, LoraSettings settings, int step, int slot, Item own) {
        int index = shuffled(examples.latents().size(), settings, step, slot);
        int[] ids = tokeniser.ids(examples.captionWithoutTrigger(index));
        return new Item(own.noisy(), own.target(), own.time(), ids, own.strength(), false);
    }

    private static Item generic(Tokeniser tokeniser, PriorPictures priors, SeededRandom random) {
        int index = random.nextInt(priors.latents().size());
        int[] ids = tokeniser.ids(PriorPictures.thinned(priors.captions().get(index), tokeniser, random));
        return noised(priors.latents().get(index), ids, false, random);
    }

    /** Every picture once in random order before any comes again. */
    private static int shuffled(int count, LoraSettings settings, int step, int slot) {
        long drawn = (long) (step - 1) * settings.batchSize() + slot;
        return SeededRandom.of(settings.seed(), ORDER, drawn / count).permutation(count)[(int) (drawn % count)];
    }

    private static Item noised(float[] picture, int[] ids, boolean own, SeededRandom random) {
        float time = (float) (1 / (1 + StrictMath.exp(-(TIME_LOGIT_MEAN + random.nextGaussian()))));
        float[] noisy = new float[picture.length];
        float[] target = new float[picture.length];
        for (int i = 0; i < picture.length; i++) {
            float noise = (float) random.nextGaussian();
            noisy[i] = (1 - time) * picture[i] + time * noise;
            target[i] = noise - picture[i];
        }
        double lowest = own ? LOWEST : 1;
        Strength strength = random.nextInt(2) == 0
                ? Strength.FULL
                : new Strength(lowest + (HIGHEST - lowest) * random.nextDouble());
        return new Item(noisy, target, time, ids, strength, own);
    }
}
