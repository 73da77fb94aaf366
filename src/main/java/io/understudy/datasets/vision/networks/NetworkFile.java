package io.understudy.datasets.vision.networks;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The files of each network as the build copies them from two npm packages, with their SHA-256. */
enum NetworkFile {
    FACE_DETECTION(
            "blazeface.json",
            "cd7bbfc078270572beb39f9e5ae67aadbd50b5e67cff37e6d4f6b3ea39312e5f",
            "blazeface.bin",
            "dc9a97fdc50bc43216554bdd69aa3e7b9361a519ee7bdd996a2f69a98a6f9b72"),
    FACE_MESH(
            "facemesh.json",
            "b60ca26f404724f43bd2b1575761d8265180e1f053cc0731caa68462927309e7",
            "facemesh.bin",
            "3826da640b0a3021161605369ee6af293f75d518040355b960ec71a3390c1c0b"),
    BODY_POSE(
            "movenet-lightning.json",
            "df8cbde44d00f533ccc4916a7c6ebc17316532fb3fadad114ec667fef22872e9",
            "movenet-lightning.bin",
            "bf97bc10d9c8a11200b0190ed64ce039b6252f1aff7cb552aca99b3d191c2f34"),
    FACE_RECOGNITION(
            "face_recognition_model-weights_manifest.json",
            "cbaffa501b0b9275a12b63357a6843e7e30c054e1c9151e1a5f879b26e32986b",
            "face_recognition_model.bin",
            "b413e420d6840b2775fba32008db6f3cddb07d485967fb42cfcf379c16a8c589"),
    FACE_POINTS(
            "face_landmark_68_model-weights_manifest.json",
            "ca4886639f86e99b39fed0c155f81b63317225773bd9616716e887b0153389c9",
            "face_landmark_68_model.bin",
            "4611ef65c87d836d03d684b30eec4d195d8b219fa1dd58fc58945831c6b9299b");

    static final String MISSING =
            "This build has no network weights: npm was not there, or could not fetch them, when it"
                    + " was made. Build it again where npm is installed.";

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final String description;
    private final String descriptionHash;
    private final String weights;
    private final String weightsHash;

    NetworkFile(String description, String descriptionHash, String weights, String weightsHash) {
        this.description = description;
        this.descriptionHash = descriptionHash;
        this.weights = weights;
        this.weightsHash = weightsHash;
    }

    boolean isThere() {
        return NetworkFile.class.getResource(description) != null && NetworkFile.class.getResource(weights) != null;
    }

    JsonNode description() throws NetworksUnavailable {
        return JSON.readTree(read(description, descriptionHash));
    }

    byte[] weights() throws NetworksUnavailable {
        return read(weights, weightsHash);
    }

    /**
     * Reads a file and checks its hash.
     *
     * @throws NetworksUnavailable when it is missing, or not the file that it should be
     */
    static byte[] read(String name, String hash) throws NetworksUnavailable {
        try (InputStream in = NetworkFile.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new NetworksUnavailable(MISSING);
            }
            byte[] bytes = in.readAllBytes();
            String found = HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
            if (!found.equals(hash)) {
                throw new NetworksUnavailable("The weights " + name
                        + " are not the ones this product was made for: their" + " SHA-256 begins with "
                        + found.substring(0, 8) + " instead of " + hash.substring(0, 8) + ".");
            }
            return bytes;
        } catch (IOException e) {
            throw new NetworksUnavailable("The weights " + name + " cannot be read: " + e.getMessage(), e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
