/** Messages to other people's programs about what happens here. */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "platform",
            "lora",
            "identity",
            "settings",
            "collaboration :: inbox",
            "collaboration :: comments",
            "characters",
            "training",
            "training :: runs",
            "versions",
            "versions :: review",
            "versions :: recalls"
        })
package io.understudy.webhooks;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
