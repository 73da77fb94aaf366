package io.understudy.training.backend.miniature;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How much of this server the miniature may use.
 *
 * @param threads that compute at once; 0 for one per processor core
 */
@ConfigurationProperties("understudy.training.miniature")
record MiniatureProperties(@DefaultValue("0") int threads) {
    int chosenThreads() {
        return threads > 0 ? threads : Runtime.getRuntime().availableProcessors();
    }
}
