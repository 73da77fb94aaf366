/** ComfyUI: client, files for its loaders, names of its models. */
@NullMarked
@NamedInterface("comfy")
package io.understudy.providers.comfy;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
