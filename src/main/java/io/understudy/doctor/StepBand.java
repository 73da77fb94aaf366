package io.understudy.doctor;

import io.understudy.prompting.guide.ParameterBands;
import io.understudy.prompting.guide.Preset;
import io.understudy.training.backends.api.BackendCapabilities;
import io.understudy.training.backends.api.BackendPreset;

/**
 * How many steps are usual. The guide speaks of FLUX; for another model, the backend's own proposal is used instead,
 * with the same margins around it.
 *
 * @param usual what is proposed
 * @param least fewer are likely to learn too little
 * @param most more are likely to make it copy its pictures
 * @param reduced what to try when it copies its pictures
 * @param source whose numbers these are
 */
public record StepBand(int usual, int least, int most, int reduced, String source) {
    static StepBand ofGuide() {
        return new StepBand(
                Preset.FACE_CHARACTER.steps(),
                ParameterBands.STEPS_LEAST,
                ParameterBands.STEPS_MOST,
                Preset.AGAINST_OVERFITTING.steps(),
                "the guide");
    }

    static StepBand of(BackendCapabilities backend) {
        if (backend.flux()) {
            return ofGuide();
        }
        StepBand guide = ofGuide();
        int proposed = backend.presets().getFirst().steps();
        int longest =
                backend.presets().stream().mapToInt(BackendPreset::steps).max().orElse(proposed);
        return new StepBand(
                proposed,
                proposed * guide.least / guide.usual,
                Math.max(longest, proposed * guide.most / guide.usual),
                proposed * guide.reduced / guide.usual,
                "this backend");
    }
}
