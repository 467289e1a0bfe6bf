"""What the preview shows: pages as they are printed and slides as they are projected, in cells.

Plain drawing without a screen; it is loaded when somebody asks for a preview, and not before.
"""
