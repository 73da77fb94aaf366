package io.understudy.datasets;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.FixedDelay;
import io.understudy.datasets.images.RemovedPictureCleanup;
import io.understudy.datasets.images.decoding.PictureDecoder;
import io.understudy.datasets.images.decoding.PictureLimits;
import io.understudy.platform.core.RunAs;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class DatasetConfiguration {
    private static final int DECODER_THREADS = 2;
    /** Two photos of 7 megapixels side by side; larger ones one after another. */
    private static final int DECODER_MEBIBYTES = 112;

    private static final Duration BETWEEN_PURGES = Duration.ofHours(6);

    @Bean
    PictureDecoder pictureDecoder() {
        return new PictureDecoder(PictureLimits.standard(), DECODER_THREADS, DECODER_MEBIBYTES);
    }

    @Bean
    RecurringTask<Void> removedPicturePurge(RemovedPictureCleanup removed) {
        return Tasks.recurring("removed-picture-purge", FixedDelay.of(BETWEEN_PURGES))
                .execute((instance, context) -> RunAs.run(removed::purge));
    }
}
