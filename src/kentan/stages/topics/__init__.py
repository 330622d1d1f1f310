"""选题: a topic is proposed with evidence rows and approved by the body that may.

Who acts: staff propose and screen; the directors' meeting, the presidium or the street committee approves.
"""
