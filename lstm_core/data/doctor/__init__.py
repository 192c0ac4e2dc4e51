"""What people really bring, made into a data set or into a sentence.

formats -> a table of text cells; sideways, year_by_month -> the same with time running downwards; roles -> which column is what;
text_faults, series_faults -> what is wrong with it and how it is mended; examination -> all of it in order, for the page and the shell
alike. Letters: N rows of a file.
"""
