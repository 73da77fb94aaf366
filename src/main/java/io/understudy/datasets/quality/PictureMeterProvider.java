package io.understudy.datasets.quality;

import io.understudy.datasets.quality.vision.PictureMeter;
import io.understudy.datasets.quality.vision.networks.Networks;
import io.understudy.datasets.quality.vision.networks.NetworksUnavailable;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.util.function.SingletonSupplier;

/**
 * The meter of this node, with all that can be measured on this machine. The networks are built when the first picture
 * waits.
 */
@Component
class PictureMeterProvider {
    private static final Logger log = LoggerFactory.getLogger(PictureMeterProvider.class);

    private final SingletonSupplier<PictureMeter> meter = SingletonSupplier.of(this::built);
    private volatile @Nullable String problem;

    /** Takes seconds for the first time: for background threads only. */
    PictureMeter meter() {
        return meter.obtain();
    }

    /** Why faces are not measured here, as far as it is known yet; never waits. */
    Optional<String> whyNoFaces() {
        return Optional.ofNullable(problem);
    }

    private PictureMeter built() {
        try {
            return PictureMeter.with(Networks.load());
        } catch (NetworksUnavailable e) {
            log.warn("Faces are not measured.", e);
            problem = e.getMessage();
            return PictureMeter.withoutFaces();
        }
    }
}
