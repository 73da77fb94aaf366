package io.understudy.datasets.quality.vision.networks;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/**
 * The six networks, ready to run; together about 60 MB of native memory. Building them takes about a second. What they
 * are, and under which licences, is in {@code src/vision-networks}.
 *
 * @param faceDetection BlazeFace, 256 px: boxes and six points of faces
 * @param faceMesh MediaPipe's 468 points of one face in space, 192 px
 * @param facePoints 68 points of one face, 112 px
 * @param faceRecognition dlib's ResNet: 128 numbers of an aligned face, 150 px
 * @param bodyPose MoveNet Lightning: 17 points of one body, 192 px
 * @param writing PP-OCR version 4: how likely each pixel is part of written words, 512 px
 */
public record Networks(
        Network faceDetection,
        Network faceMesh,
        Network facePoints,
        Network faceRecognition,
        Network bodyPose,
        Network writing) {
    /** @throws NetworksUnavailable when the native run time does not work on this machine */
    public static Networks load() throws NetworksUnavailable {
        try {
            return new Networks(
                    network("blazeface"),
                    network("facemesh"),
                    network("face-points"),
                    network("face-recognition"),
                    network("movenet-lightning"),
                    network("writing"));
        } catch (LinkageError e) {
            throw new NetworksUnavailable(
                    "ONNX Runtime, which runs the networks, does not work on this machine: " + e.getMessage(), e);
        }
    }

    private static Network network(String name) {
        try (InputStream file = Networks.class.getResourceAsStream(name + ".onnx")) {
            return new Network(Objects.requireNonNull(file, () -> name + ".onnx is missing")
                    .readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
