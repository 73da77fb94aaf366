/** Known problems of LoRAs, checked against what the product knows of a run. */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "platform",
            "lora",
            "prompting",
            "identity",
            "characters",
            "datasets",
            "datasets :: *",
            "training",
            "training :: *",
            "versions",
            "versions :: *"
        })
package io.understudy.doctor;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
