package io.understudy.mini.sampling;

/**
 * One picture to generate.
 *
 * @param prompt   what it shows; shot size, background and expression are filled in when missing
 * @param seed     the same seed and settings give the same picture, bit for bit
 * @param steps    Euler steps, 1 to 100
 * @param guidance how strictly the prompt is followed, 1 to 10
 */
public record PictureRequest(String prompt, long seed, int steps, double guidance) {
    public static final int DEFAULT_STEPS = 20;
    public static final double DEFAULT_GUIDANCE = 2.5;

    public PictureRequest {
        if (steps < 1 || steps > 100) {
            throw new IllegalArgumentException(
                    "The sampling steps must be from 1 to 100, but are %d.".formatted(steps));
        }
        if (!(guidance >= 1 && guidance <= 10)) {
            throw new IllegalArgumentException("The guidance must be from 1 to 10, but is %s.".formatted(guidance));
        }
    }

    /** 20 steps at guidance 2.5, for which the base was tuned. */
    public PictureRequest(String prompt, long seed) {
        this(prompt, seed, DEFAULT_STEPS, DEFAULT_GUIDANCE);
    }
}
