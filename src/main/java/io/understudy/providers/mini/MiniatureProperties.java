package io.understudy.providers.mini;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How much of this server the miniature may use.
 *
 * @param threads that compute at once; 0 for one per processor core
 */
@ConfigurationProperties("understudy.training.miniature")
public record MiniatureProperties(@DefaultValue("0") int threads) {
    public int chosenThreads() {
        return threads > 0 ? threads : Runtime.getRuntime().availableProcessors();
    }
}
