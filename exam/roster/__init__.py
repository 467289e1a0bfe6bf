"""The list of candidates: a spreadsheet as an office really has it becomes applications.

What can be repaired with certainty is repaired and reported; what cannot is refused by row and
column, all of it at once. A NIP whose digits a spreadsheet lost is never guessed.

    tables, text, workbook    bytes become cells: CSV and XLSX
    headings, header          which columns there are, and where
    lines, rows               which rows are candidates
    fields, values, choices   what their cells say
    people                    rows become applications, unless they contradict each other
    several                   a number for each application, and posts that are not held
    minimum                   whether enough people apply for each post
    findings, report          what was repaired or refused on the way

Reading starts in `exam.roster.reading`, which a kiosk never loads.
"""

from exam.roster.applications import Application, ApplicationId, Roster
from exam.roster.findings import Repair

__all__ = ["Application", "ApplicationId", "Repair", "Roster"]
