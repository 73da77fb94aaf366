package io.understudy.versions.sheets.measures;

import static org.assertj.core.api.Assertions.assertThat;

import io.understudy.datasets.quality.vision.FaceAngle;
import io.understudy.datasets.quality.vision.Light;
import io.understudy.datasets.quality.vision.PerceptualHash;
import io.understudy.datasets.quality.vision.ShotType;
import java.awt.image.BufferedImage;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PromptWishTest {
    private static final Light EVEN = new Light(0.5, 0.3, 0, 0, 0.15, 0.5);
    private static final Light WARM_FROM_THE_LEFT = new Light(0.5, 0.3, 0.6, 0, 0.3, 0.5);
    private static final Light DIM = new Light(0.2, 0.3, 0, 0, 0.15, 0.2);

    private static SheetReading reading(
            @Nullable ShotType shot, int faces, @Nullable FaceAngle angle, @Nullable Light light) {
        ImageFeatures grey = ImageFeatures.of(new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB));
        return new SheetReading(grey, new PerceptualHash(0, 0), null, null, shot, faces, angle, light);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ohwx woman, in profile, window light   | PROFILE_LEFT         | true
            ohwx woman, side view                  | FRONT                | false
            ohwx woman, three-quarter view         | THREE_QUARTER_RIGHT  | true
            ohwx woman, three-quarter view         | PROFILE_RIGHT        | false
            ohwx woman, facing the camera          | FRONT                | true
            ohwx woman looking straight at camera  | THREE_QUARTER_LEFT   | false
            ohwx woman, looking down, park         | DOWN                 | true
            ohwx woman, looking up                 | FRONT                | false
            """)
    void aViewIsToldByTheAngleOfTheFace(String prompt, FaceAngle seen, boolean followed) {
        assertThat(PromptWish.VIEW.isFollowed(prompt, reading(null, 1, seen, null)))
                .contains(followed);
    }

    @Test
    void aViewIsNotToldWithoutAFaceOrOnATurnedHeadThatShouldBeRaised() {
        assertThat(PromptWish.VIEW.isFollowed("side view", reading(null, 0, null, null)))
                .isEmpty();
        assertThat(PromptWish.VIEW.isFollowed("looking up", reading(null, 1, FaceAngle.PROFILE_LEFT, null)))
                .isEmpty();
        assertThat(PromptWish.VIEW.isFollowed("a profile picture", reading(null, 1, FaceAngle.FRONT, null)))
                .isEmpty();
    }

    @Test
    void lightIsToldInTheWordsOfCaptionsAndAllWishesOfAPromptCount() {
        assertThat(light("Warm evening light", WARM_FROM_THE_LEFT)).contains(true);
        assertThat(light("golden hour", EVEN)).contains(false);
        assertThat(light("warm light from the left", WARM_FROM_THE_LEFT)).contains(true);
        assertThat(light("warm light from the right", WARM_FROM_THE_LEFT)).contains(false);
        assertThat(light("side-lit", WARM_FROM_THE_LEFT)).contains(true);
        assertThat(light("low-key studio", DIM)).contains(true);
        assertThat(light("bright daylight", DIM))
                .as("daylight is no light of its own")
                .isEmpty();
        assertThat(light("bright light", DIM)).contains(false);
        assertThat(light("soft natural lighting", EVEN))
                .as("nothing that is measured")
                .isEmpty();
        assertThat(PromptWish.LIGHT.isFollowed("warm light", reading(null, 1, FaceAngle.FRONT, null)))
                .isEmpty();
    }

    @Test
    void aSecondFaceCountsAgainstOnePerson() {
        assertThat(people("ohwx woman at a cafe", 1)).contains(true);
        assertThat(people("ohwx woman at a cafe", 2)).contains(false);
        assertThat(people("ohwx woman at a cafe", 0)).as("nobody is recognised").isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ohwx woman and two friends", "a couple", "ohwx woman in a crowd", "a mountain lake"})
    void whereNotExactlyOnePersonIsAskedForNothingIsCounted(String prompt) {
        assertThat(people(prompt, 2)).isEmpty();
    }

    @Test
    void framingIsToldByWhatIsSeenOfThePerson() {
        assertThat(PromptWish.FRAMING.isFollowed("Full body shot", reading(ShotType.FULL_BODY, 0, null, null)))
                .contains(true);
        assertThat(PromptWish.FRAMING.isFollowed("close-up", reading(ShotType.FULL_BODY, 0, null, null)))
                .contains(false);
        assertThat(PromptWish.FRAMING.isFollowed("close-up", reading(null, 0, null, null)))
                .isEmpty();
    }

    private static Optional<Boolean> light(String prompt, Light seen) {
        return PromptWish.LIGHT.isFollowed(prompt, reading(null, 1, FaceAngle.FRONT, seen));
    }

    private static Optional<Boolean> people(String prompt, int faces) {
        return PromptWish.ONE_PERSON.isFollowed(prompt, reading(null, faces, null, null));
    }
}
