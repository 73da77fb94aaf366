package io.understudy.datasets.vision.networks;

import org.jspecify.annotations.Nullable;

/**
 * The five networks, ready to run; together about 40 MB of native memory. Building them takes two to three seconds.
 *
 * @param faceDetection BlazeFace, 256 px: boxes and six points of faces
 * @param faceMesh MediaPipe's 468 points of one face in space, 192 px
 * @param facePoints 68 points of one face, 112 px
 * @param faceRecognition dlib's ResNet: 128 numbers of an aligned face, 150 px
 * @param bodyPose MoveNet Lightning: 17 points of one body, 192 px
 */
public record Networks(
        Network faceDetection, Network faceMesh, Network facePoints, Network faceRecognition, Network bodyPose) {
    /**
     * Checks the weights and builds all networks.
     *
     * @throws NetworksUnavailable when weights are missing or wrong, or the native run time does not work here
     */
    public static Networks load() throws NetworksUnavailable {
        try {
            return new Networks(
                    new Network(graphModel(NetworkFile.FACE_DETECTION)),
                    new Network(graphModel(NetworkFile.FACE_MESH)),
                    new Network(FaceNets.landmarks(
                            NetworkFile.FACE_POINTS.description(), NetworkFile.FACE_POINTS.weights())),
                    new Network(FaceNets.recognition(
                            NetworkFile.FACE_RECOGNITION.description(), NetworkFile.FACE_RECOGNITION.weights())),
                    new Network(graphModel(NetworkFile.BODY_POSE)));
        } catch (LinkageError e) {
            throw new NetworksUnavailable(
                    "ONNX Runtime, which runs the networks, does not work on this machine: " + e.getMessage(), e);
        }
    }

    /** Whether weights are missing in this build, in words; null when they are all there. Reads nothing. */
    public static @Nullable String whyMissing() {
        for (NetworkFile file : NetworkFile.values()) {
            if (!file.isThere()) {
                return NetworkFile.MISSING;
            }
        }
        return null;
    }

    private static byte[] graphModel(NetworkFile file) throws NetworksUnavailable {
        return GraphModel.toOnnx(file.description(), file.weights());
    }
}
