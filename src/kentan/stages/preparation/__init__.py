"""会前: 学法、视察、调研、问卷. The material pack is frozen with a digest before the talk may begin.

Who acts: the staff of the body that hosts the topic. Inspections, studies and tallies are numbered, so that they can
become evidence of a topic.
"""
