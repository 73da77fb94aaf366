package io.understudy.mini.network;

/**
 * Rotary position angles. Half of a head's {@code h} values pair with the other half, which gives {@code h/2} angles per
 * token: the first half of them turn with the row, the rest with the column, {@code angle_j = position * 100^(-j/(h/4))}. Text
 * token n stands on the diagonal at {@code (-(n+1), -(n+1))}.
 */
final class RotaryTable {
    final float[] cos;
    final float[] sin;

    RotaryTable(TransformerShape shape) {
        int half = shape.headSize() / 2;
        int quarter = half / 2;
        cos = new float[shape.tokens() * half];
        sin = new float[shape.tokens() * half];
        for (int token = 0; token < shape.tokens(); token++) {
            int cell = token - Tokeniser.LENGTH;
            for (int j = 0; j < half; j++) {
                double frequency = StrictMath.pow(100, -(double) (j % quarter) / quarter);
                int position =
                        j < quarter ? Math.floorDiv(cell, shape.gridSide()) : Math.floorMod(cell, shape.gridSide());
                double angle = (cell < 0 ? -(token + 1) : position) * frequency;
                cos[token * half + j] = (float) StrictMath.cos(angle);
                sin[token * half + j] = (float) StrictMath.sin(angle);
            }
        }
    }
}
