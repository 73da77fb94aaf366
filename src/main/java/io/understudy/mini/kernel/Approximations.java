package io.understudy.mini.kernel;

/**
 * Functions from additions and multiplications only: C2 vectorises them, and unlike {@code Math.exp} they give the same bits on
 * every processor.
 */
@SuppressWarnings("FloatingPointLiteralPrecision")
public // the coefficients as they were published
final class Approximations {
    private static final float LOG2_E = 1.44269504f;
    private static final float LN_2 = 0.693147181f;

    private Approximations() {}

    /** {@code e^x} for {@code x <= 0}, relative error about 1e-6; below -87 the result stays at {@code e^-87}. */
    public static float expOfNegative(float x) {
        float power = Math.max(-87f, x) * LOG2_E;
        int whole = (int) (power - 0.5f);
        float f = (power - whole) * LN_2;
        float series = 1 + f * (1 + f * (0.5f + f * (1 / 6f + f * (1 / 24f + f * (1 / 120f + f * (1 / 720f))))));
        return series * Float.intBitsToFloat((whole + 127) << 23);
    }

    /** Rational minimax approximation of tanh, absolute error about 1e-7. */
    public static float tanh(float value) {
        float x = Math.max(-7.9f, Math.min(7.9f, value));
        float s = x * x;
        float p = s * -2.76076847742355e-16f + 2.00018790482477e-13f;
        p = p * s - 8.60467152213735e-11f;
        p = p * s + 5.12229709037114e-08f;
        p = p * s + 1.48572235717979e-05f;
        p = p * s + 6.37261928875436e-04f;
        p = p * s + 4.89352455891786e-03f;
        float q = s * 1.19825839466702e-06f + 1.18534705686654e-04f;
        q = q * s + 2.26843463243900e-03f;
        q = q * s + 4.89352518554385e-03f;
        return p * x / q;
    }
}
