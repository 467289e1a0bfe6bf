"""Scores of a stage that others gave: a spreadsheet as they export it becomes scores.

As with the list of candidates, what can be repaired with certainty is repaired and reported, and
the rest is refused by row and column, all of it at once. Who a row is about is never guessed.

    columns     where the numbers, the names and the scores stand
    marks       what a cell says as a score
    people      whom a row is about
    reading     bytes become scores, and who has none

Reading starts in `exam.outside.reading`, which a kiosk never loads.
"""
