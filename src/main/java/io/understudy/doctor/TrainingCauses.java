package io.understudy.doctor;

import io.understudy.prompting.guide.ParameterBands;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

record TrainingCauses(TrainingFacts training) {
    /** An update damped more than this hardly counts. */
    private static final double LEAST_SCALE = 0.25;
    /** The guide's extremes together: 1200 steps on 15 pictures. */
    private static final double MOST_PASSES = 80;

    private static final String ENOUGH = "Too little training";

    Finding enough() {
        if (training.steps() < training.band().least()) {
            return Finding.seen(
                    ENOUGH,
                    "%d steps; %s uses %s: fewer are more flexible, but less accurate."
                            .formatted(training.steps(), training.band().source(), band()));
        }
        if (training.learningRate() < ParameterBands.LEARNING_RATE_SUBTLE) {
            return Finding.seen(
                    ENOUGH,
                    "Learning rate " + rate(training.learningRate()) + ": below 5e-5 hardly anything is learned.");
        }
        if (training.scale() < LEAST_SCALE) {
            return Finding.seen(
                    ENOUGH,
                    String.format(
                            Locale.ROOT,
                            "Alpha / rank is %.2f: the update is damped so much that %s acts like %s.",
                            training.scale(),
                            rate(training.learningRate()),
                            rate(training.effectiveRate())));
        }
        return Finding.ruledOut(
                ENOUGH,
                "%d steps at %s; %s uses %s."
                        .formatted(
                                training.steps(),
                                rate(training.learningRate()),
                                training.band().source(),
                                band()));
    }

    Finding tooManySteps() {
        String words = "%d steps; %s uses %s."
                .formatted(training.steps(), training.band().source(), band());
        return training.steps() > training.band().most()
                ? Finding.seen("Too many steps", words)
                : Finding.ruledOut("Too many steps", words);
    }

    /** Also counts an alpha above the rank, which does the same. */
    Finding tooHighRate() {
        String cause = "Too high learning rate";
        double rate = training.effectiveRate();
        String scaled = training.scale() == 1
                ? ""
                : String.format(
                        Locale.ROOT, " With alpha / rank = %.2f it acts like %s.", training.scale(), rate(rate));
        String words = rate(training.learningRate()) + "; 1e-4 is the safe default, 2e-4 risks overfitting." + scaled;
        // The form calls less than a fifth above the default still the default.
        return rate >= 1.2 * ParameterBands.LEARNING_RATE_SAFE
                ? Finding.seen(cause, words)
                : Finding.ruledOut(cause, words);
    }

    Finding tooManyPasses() {
        String cause = "Each picture seen too often";
        String words = String.format(
                Locale.ROOT,
                "%d steps of %d on %d pictures: each was seen about %.0f times. The guide's extremes, 1200 steps on 15"
                        + " pictures, make %.0f.",
                training.steps(),
                training.batchSize(),
                training.pictures(),
                training.passes(),
                MOST_PASSES);
        return training.passes() > MOST_PASSES ? Finding.seen(cause, words) : Finding.ruledOut(cause, words);
    }

    Finding tooHighRank() {
        String cause = "Too high rank";
        String words = "Rank " + training.rank() + "; 16 is a good balance, 32 has capacity for more detail.";
        return training.rank() > ParameterBands.RANK_DETAILED
                ? Finding.seen(cause, words)
                : Finding.ruledOut(cause, words);
    }

    Remedy trainMore() {
        return new Remedy.TrainOtherwise(
                "Train with %d steps at %s, as %s proposes."
                        .formatted(
                                training.band().usual(),
                                rate(ParameterBands.LEARNING_RATE_SAFE),
                                training.band().source()),
                training.band().usual(),
                ParameterBands.LEARNING_RATE_SAFE);
    }

    private String band() {
        return training.band().least() + "–" + training.band().most();
    }

    /** As trainers write it: {@code 5e-5}. */
    static String rate(double rate) {
        BigDecimal exact = new BigDecimal(rate).round(new MathContext(2));
        int exponent = exact.precision() - exact.scale() - 1;
        return exact.movePointLeft(exponent).stripTrailingZeros().toPlainString() + "e" + exponent;
    }
}
