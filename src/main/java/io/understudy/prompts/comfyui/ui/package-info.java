/** The settings of ComfyUI exports. */
@NullMarked
package io.understudy.prompts.comfyui.ui;

import org.jspecify.annotations.NullMarked;
