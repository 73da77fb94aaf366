package io.understudy.providers.fal;

import io.understudy.platform.net.AddressRule;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Where fal.ai is and how patiently it is asked.
 *
 * @param queueUrl takes requests and reports their state
 * @param restUrl takes files and publishes the keys that sign its messages
 * @param pollEvery pause between two looks at a request; a message from fal makes it look at once
 * @param answerWithin how long an answer may take, downloads and uploads aside
 * @param giveUpAfter how long fal may say nothing of use about a request that it accepted before a person is asked; the
 *     request is kept, and can be asked for again
 * @param partsAbove a larger file is uploaded in parts, so that a broken connection costs one part only
 * @param partSize of such a part
 */
@ConfigurationProperties("understudy.fal")
public record FalProperties(
        @DefaultValue("https://queue.fal.run") URI queueUrl,
        @DefaultValue("https://rest.fal.ai") URI restUrl,
        @DefaultValue("5s") Duration pollEvery,
        @DefaultValue("30s") Duration answerWithin,
        @DefaultValue("1h") Duration giveUpAfter,
        @DefaultValue("90MB") DataSize partsAbove,
        @DefaultValue("10MB") DataSize partSize) {
    public FalProperties {
        for (URI address : List.of(queueUrl, restUrl)) {
            if (!AddressRule.CONFIGURED.allows(address)) {
                throw new IllegalArgumentException(
                        "understudy.fal.queue-url or rest-url is set to " + address + ", where no service can be.");
            }
        }
    }
}
