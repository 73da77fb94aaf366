package io.understudy.training.backends.fal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FalLogReaderTest {
    @ParameterizedTest
    @Tag("attack")
    @CsvSource({
        "'ava:  12%|█▏| 120/1000 [02:10<15:50, 1.1s/it, lr: 1.0e-04 loss: 3.456e-01]', 120, 0.3456, 1e-4",
        "'step 7 of 1000, loss=0.25, learning_rate=4e-4', 7, 0.25, 4e-4"
    })
    void aProgressBarTellsStepLossAndLearningRate(String line, int step, double loss, double rate) {
        assertThat(FalLogReader.stepsDone(line, 1000)).hasValue(step);
        assertThat(FalLogReader.loss(line)).hasValue(loss);
        assertThat(FalLogReader.learningRate(line)).hasValue(rate);
    }

    @Test
    void otherCountsAndWordsTellNothing() {
        assertThat(FalLogReader.stepsDone("caching latents 12/28", 1000)).isEmpty();
        assertThat(FalLogReader.loss("lossless compression: 12")).isEmpty();
        assertThat(FalLogReader.loss("loss: nan")).isEmpty();
        assertThat(FalLogReader.loss("loss: 1e999")).isEmpty();
    }
}
