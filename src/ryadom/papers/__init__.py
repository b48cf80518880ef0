"""papers: files people bring and files we give.

A photo or a PDF is opened for real before it is kept, loses its hidden data (place, camera), lies outside every public
folder and is read only through one view that asks for permission and leaves a line in the person's access log.
What we give (answer, application, decision, text message) is made here from plain values, as tagged PDF of one page.
"""
