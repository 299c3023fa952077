package aftercare.cli;

/** Where the process starts and ends. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        Surroundings surroundings = Surroundings.ofThisProcess();
        CommandRunner runner = new CommandRunner(Commands.all(surroundings), surroundings, new Interruption());
        System.exit(runner.run(arguments).value());
    }
}
