package io.understudy.api.versions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.understudy.api.problems.RequestProblem;
import io.understudy.storage.BlobStore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

class PassportControllerTest {
    private final BlobStore blobs = mock(BlobStore.class);
    private final PassportController passports = new PassportController(blobs);

    @Test
    void onlyAFewFilesAreTakenAtOnce() {
        AtomicInteger arriving = new AtomicInteger();
        when(blobs.spool(any(), anyLong())).thenAnswer(file -> {
            arriving.incrementAndGet();
            // The next one comes before this one is there.
            return passports.inspect(new MockHttpServletRequest());
        });

        for (int round = 1; round <= 2; round++) {
            assertThatThrownBy(() -> passports.inspect(new MockHttpServletRequest()))
                    .isInstanceOf(RequestProblem.class)
                    .hasMessageContaining("Other files");
            assertThat(arriving).hasValue(round * PassportController.MOST_SENDING);
        }
    }
}
