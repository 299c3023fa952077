.PHONY: build
build:
	mvn -B -ntp -q -DskipTests package
