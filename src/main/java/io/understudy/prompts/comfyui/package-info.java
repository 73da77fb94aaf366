/** What ComfyUI graphs name that is the same for all prompts. */
@NullMarked
package io.understudy.prompts.comfyui;

import org.jspecify.annotations.NullMarked;
