/** Finished prompts in the forms of ComfyUI, A1111 and fal.ai. */
@NullMarked
package io.understudy.prompting.formats;

import org.jspecify.annotations.NullMarked;
