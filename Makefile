.PHONY: demo serve test check bench
demo:  ; python3 run.py demo
serve: ; python3 run.py serve
test:  ; python3 run.py test
check: ; python3 run.py check
bench: ; python3 run.py bench
