package io.understudy.datasets.quality.vision;

/**
 * A small cut of a picture in the form that networks and measures read.
 *
 * @param rgb red, green, blue of each pixel, row by row, 0 to 255
 */
record Patch(int width, int height, float[] rgb) {
    /** Brightness of each pixel, row by row, 0 to 255 (Rec. 601). */
    float[] luma() {
        float[] luma = new float[width * height];
        for (int i = 0; i < luma.length; i++) {
            luma[i] = luma(i);
        }
        return luma;
    }

    float luma(int pixel) {
        return 0.299f * rgb[3 * pixel] + 0.587f * rgb[3 * pixel + 1] + 0.114f * rgb[3 * pixel + 2];
    }

    Patch mirrored() {
        float[] mirrored = new float[rgb.length];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                System.arraycopy(rgb, 3 * (y * width + width - 1 - x), mirrored, 3 * (y * width + x), 3);
            }
        }
        return new Patch(width, height, mirrored);
    }

    /** Interleaved as it is: (value + shift) · factor. */
    float[] interleaved(float shift, float factor) {
        float[] values = new float[rgb.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (rgb[i] + shift) * factor;
        }
        return values;
    }

    /** Three planes, one per channel: (value - mean of the channel) / 255. */
    float[] planes(float[] means) {
        float[] planes = new float[rgb.length];
        int pixels = width * height;
        for (int i = 0; i < pixels; i++) {
            for (int channel = 0; channel < 3; channel++) {
                planes[channel * pixels + i] = (rgb[3 * i + channel] - means[channel]) / 255;
            }
        }
        return planes;
    }
}
