"""resident: a person's way from «Что случилось?» to the answer, the application, its status, and one question
afterwards.
"""
