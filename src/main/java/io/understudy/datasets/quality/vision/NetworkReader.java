package io.understudy.datasets.quality.vision;

import io.understudy.datasets.quality.vision.networks.Networks;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds people with five networks; about 0.1 s for a picture of one person. */
final class NetworkReader {
    private static final double LEAST_PRESENCE = 0.5;
    /** A second look, centred on the mesh itself, pays off from here. */
    private static final double WORTH_A_SECOND_LOOK = 0.3;

    private static final double SECOND_MAY_LOSE = 0.1;
    /** In a crowd nobody asks for more. */
    private static final int MOST_FACES = 10;

    private final FaceDetector detector;
    private final FacePoints points;
    private final FaceMesh mesh;
    private final FaceRecogniser recogniser;
    private final BodyPose pose;

    NetworkReader(Networks networks) {
        detector = new FaceDetector(networks.faceDetection());
        points = new FacePoints(networks.facePoints());
        mesh = new FaceMesh(networks.faceMesh());
        recogniser = new FaceRecogniser(networks.faceRecognition());
        pose = new BodyPose(networks.bodyPose());
    }

    /**
     * What is seen of people on a picture.
     *
     * @param faces the largest first
     * @param shot null when nobody is seen
     * @param body proportions of the person with the largest face, as far as they are seen
     * @param light on the largest face; null without one
     * @param embedding of the largest face; null without one, in profile, and when nobody asked for it
     */
    record Reading(
            List<Face> faces,
            @Nullable ShotType shot,
            @Nullable BodyShape body,
            @Nullable Light light,
            @Nullable FaceEmbedding embedding) {}

    private record DetectedPerson(Face face, FaceMesh.Fitted fitted, double[][] points) {}

    Reading read(Pixels picture, boolean identity) {
        List<DetectedPerson> seen = new ArrayList<>();
        detector.find(picture).stream()
                .sorted(Comparator.comparingDouble((FaceDetector.Found found) -> found.width() * found.height())
                        .reversed())
                .limit(MOST_FACES)
                .map(found -> look(picture, found))
                .filter(face -> face.face().presence() >= LEAST_PRESENCE)
                .sorted(Comparator.comparingDouble(
                                (DetectedPerson face) -> face.face().box().area())
                        .reversed())
                .forEach(seen::add);
        BodyPose.Body body = pose.find(picture);
        if (seen.isEmpty()) {
            return new Reading(List.of(), body.shot(-1), null, null, null);
        }
        DetectedPerson largest = seen.getFirst();
        Patch chip = FaceRecogniser.chipByMesh(picture, largest.fitted().points());
        FaceEmbedding embedding = identity && largest.face().showsIdentity()
                ? recogniser.embed(List.of(chip, FaceRecogniser.chipByPoints(picture, largest.points())))
                : null;
        return new Reading(
                seen.stream().map(DetectedPerson::face).toList(),
                body.shot(largest.face().height()),
                body.shape(largest.face()),
                Light.of(chip, picture),
                embedding);
    }

    private DetectedPerson look(Pixels picture, FaceDetector.Found found) {
        double[][] outline = points.find(picture, found);
        double left = Double.MAX_VALUE;
        double top = Double.MAX_VALUE;
        double right = -Double.MAX_VALUE;
        double bottom = -Double.MAX_VALUE;
        for (double[] point : outline) {
            left = Math.min(left, point[0]);
            right = Math.max(right, point[0]);
            top = Math.min(top, point[1]);
            bottom = Math.max(bottom, point[1]);
        }
        // The 68 points begin at the eyebrows; the mesh wants the forehead, too.
        top -= 0.15 * (bottom - top);
        FaceMesh.Fitted fitted = mesh.fit(picture, left, top, right, bottom, found.roll());
        if (fitted.presence() > WORTH_A_SECOND_LOOK) {
            FaceMesh.Fitted second = mesh.fit(
                    picture,
                    fitted.left(),
                    fitted.top(),
                    fitted.right(),
                    fitted.bottom(),
                    Math.toRadians(fitted.roll()));
            if (second.presence() >= fitted.presence() - SECOND_MAY_LOSE) {
                fitted = second;
            }
        }
        Face face = new Face(
                FaceBox.inside(fitted.left(), fitted.top(), fitted.right(), fitted.bottom(), picture),
                fitted.presence(),
                fitted.yaw(),
                fitted.pitch(),
                fitted.roll(),
                fitted.length() / picture.height());
        return new DetectedPerson(face, fitted, outline);
    }
}
