package io.understudy.datasets.quality.vision;

import io.understudy.datasets.quality.vision.networks.Network;
import java.util.List;

/** dlib's ResNet: 128 numbers of an aligned face. */
record FaceRecogniser(Network network) {
    private static final int SIDE = 150;
    private static final double PADDING = 0.25;
    /** Where dlib wants the corners of both eyes and the base of the nose in a chip without padding, 0 to 1. */
    private static final double[][] TEMPLATE = {
        {0.8595674595992, 0.2134981538014},
        {0.6460604764104, 0.2289674387677},
        {0.1205750620789, 0.2137274526848},
        {0.3340850613712, 0.2290642403242},
        {0.4901123135679, 0.6277975316475}
    };

    private static final int[] OF_MESH = {263, 362, 33, 133, 2};
    private static final int[] OF_68_POINTS = {45, 42, 36, 39, 33};

    /** The face upright in the middle of 150 x 150 pixels. */
    static Patch chipByMesh(Pixels picture, double[][] mesh) {
        return chip(picture, mesh, OF_MESH);
    }

    static Patch chipByPoints(Pixels picture, double[][] points) {
        return chip(picture, points, OF_68_POINTS);
    }

    private static Patch chip(Pixels picture, double[][] points, int[] which) {
        double[][] template = new double[TEMPLATE.length][];
        double[][] found = new double[TEMPLATE.length][];
        for (int i = 0; i < TEMPLATE.length; i++) {
            template[i] = new double[] {
                SIDE * (PADDING + TEMPLATE[i][0]) / (1 + 2 * PADDING),
                SIDE * (PADDING + TEMPLATE[i][1]) / (1 + 2 * PADDING)
            };
            found[i] = points[which[i]];
        }
        return picture.cut(Affine.similarity(template, found), SIDE, SIDE);
    }

    FaceEmbedding embed(List<Patch> chips) {
        int each = 3 * SIDE * SIDE;
        float[] batch = new float[2 * chips.size() * each];
        int at = 0;
        for (Patch chip : chips) {
            System.arraycopy(chip.planes(FacePoints.MEANS), 0, batch, at, each);
            System.arraycopy(chip.mirrored().planes(FacePoints.MEANS), 0, batch, at + each, each);
            at += 2 * each;
        }
        float[] rows = network.runForOne(batch, 2L * chips.size(), 3, SIDE, SIDE);
        float[] mean = new float[FaceEmbedding.LENGTH];
        for (int i = 0; i < rows.length; i++) {
            mean[i % FaceEmbedding.LENGTH] += rows[i] / (2 * chips.size());
        }
        return new FaceEmbedding(mean);
    }
}
