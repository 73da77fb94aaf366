package io.understudy.datasets.quality.vision;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;

/**
 * 128 numbers that are close for pictures of one person. Biometric: kept as long as its picture, compared inside of one
 * set only.
 */
public record FaceEmbedding(float[] values) {
    public static final int LENGTH = 128;

    /** Up to here it is the same face of the same moment, as on a crop: crops were seen to differ by up to 0.08. */
    public static final double SAME_SHOT = 0.15;

    /** Up to here two faces, or a face and its dataset, are most likely the same person. */
    public static final double SAME_PERSON = 0.55;

    /** From here on it looks like someone else; in between, a person should look. */
    public static final double OTHER_PERSON = 0.62;

    public FaceEmbedding {
        if (values.length != LENGTH) {
            throw new IllegalArgumentException("An embedding has " + LENGTH + " values, not " + values.length);
        }
    }

    /** Euclidean distance: 0 for the same face, about 0.3 to 0.5 for one person, 0.6 and more for different ones. */
    public double distance(FaceEmbedding other) {
        double sum = 0;
        for (int i = 0; i < LENGTH; i++) {
            double difference = values[i] - other.values[i];
            sum += difference * difference;
        }
        return Math.sqrt(sum);
    }

    public byte[] toBytes() {
        ByteBuffer bytes = ByteBuffer.allocate(LENGTH * Float.BYTES);
        bytes.asFloatBuffer().put(values);
        return bytes.array();
    }

    public static FaceEmbedding ofBytes(byte[] bytes) {
        float[] values = new float[LENGTH];
        FloatBuffer floats = ByteBuffer.wrap(bytes).asFloatBuffer();
        floats.get(values);
        return new FaceEmbedding(values);
    }
}
