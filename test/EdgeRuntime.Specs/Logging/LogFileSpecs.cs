using EdgeActors.Logging;
using EdgeActors.Specs.Storage;
using EdgeActors.Specs.Storage.Files;
using EdgeActors.Storage.Files;
using Microsoft.Extensions.Logging;

namespace EdgeActors.Specs.Logging;

public sealed class LogFileSpecs : IDisposable
{
    private static readonly string Long = new('x', 999);

    private readonly TemporaryFolder _folder = new();
    private readonly StorageClock _clock = new();
    private readonly Reader _reader = new();

    private string FilePath => _folder["agent.log"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Lines_are_appended_to_what_is_there()
    {
        Write(File(), 1, "first");
        Write(File(), 1, "second");

        Assert.Equal("first\nsecond\n", System.IO.File.ReadAllText(FilePath));
    }

    [Fact]
    public void File_is_for_the_agents_user_only()
    {
        Write(File(), 1, "first");

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(FilePath));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(5)]
    public void Size_and_number_of_files_are_bounded(int files)
    {
        Write(File(files: files), 1000, Long);

        Assert.Equal(Enumerable.Range(0, files).Select(age => age == 0 ? "agent.log" : $"agent.log.{age}"), _folder.Files);
        Assert.All(_folder.Files, name => Assert.InRange(new FileInfo(_folder[name]).Length, 1, LogOptions.LeastFileBytes));
    }

    [Fact]
    public void Newest_lines_are_kept_and_none_is_missing_between_them()
    {
        using (LogFile file = File(files: 3))
        {
            for (int i = 0; i < 500; i++)
            {
                file.Write(new LogLine(LogLevel.Information, $"{i:000} {Long}"));
            }
        }

        string[] kept = ["agent.log.2", "agent.log.1", "agent.log"];
        int[] numbers = [.. kept.SelectMany(name => System.IO.File.ReadLines(_folder[name])).Select(line => int.Parse(line[..3]))];
        Assert.Equal(Enumerable.Range(500 - numbers.Length, numbers.Length), numbers);
        Assert.InRange(numbers.Length, 2 * 65, 3 * 65);
    }

    [Fact]
    public void Files_that_an_earlier_start_kept_beyond_the_number_go()
    {
        Write(File(files: 5), 1000, Long);

        Write(File(files: 2), 1, "x");

        Assert.Equal(["agent.log", "agent.log.1"], _folder.Files);
    }

    [Fact]
    public void A_line_that_is_longer_than_a_file_is_alone_in_one()
    {
        using (LogFile file = File())
        {
            file.Write(new LogLine(LogLevel.Information, "before"));
            file.Write(new LogLine(LogLevel.Information, new string('y', 100_000)));
            file.Write(new LogLine(LogLevel.Information, "after"));
        }

        Assert.Equal([6, 100_001, 7], new[] { "agent.log", "agent.log.1", "agent.log.2" }.Select(name => new FileInfo(_folder[name]).Length));
    }

    [Fact]
    public void A_link_in_its_place_is_refused_at_the_start()
    {
        System.IO.File.WriteAllText(_folder["target"], "precious");
        System.IO.File.CreateSymbolicLink(FilePath, _folder["target"]);

        StorageException refused = Assert.Throws<StorageException>(() => File());

        Assert.Equal(StorageFault.Unsafe, refused.Fault);
        Assert.Equal("precious", System.IO.File.ReadAllText(_folder["target"]));
    }

    [Fact]
    public void A_folder_or_another_users_file_in_its_place_is_refused_at_the_start()
    {
        Directory.CreateDirectory(FilePath);
        Assert.Equal(StorageFault.Unsafe, Assert.Throws<StorageException>(() => File()).Fault);
        Directory.Delete(FilePath);

        System.IO.File.WriteAllText(FilePath, "");
        FaultyCalls others = new() { OtherUser = 4711 };
        Assert.Equal(StorageFault.Unsafe, Assert.Throws<StorageException>(() => File(others)).Fault);
    }

    [Fact]
    public void A_folder_that_is_missing_is_told_at_the_start() => Assert.Equal(
        StorageFault.Missing,
        Assert.Throws<StorageException>(() => new LogFile(_folder["no/agent.log"], Options(5), FileCalls.ForThisSystem(), _clock, _reader).Begin()).Fault);

    [Fact]
    public void A_link_that_is_put_in_its_place_later_is_replaced_or_refused_but_never_written_through()
    {
        System.IO.File.WriteAllText(_folder["target"], "precious");
        using (LogFile file = File())
        {
            Fill(file, 1, Long);
            System.IO.File.Delete(FilePath);
            System.IO.File.CreateSymbolicLink(FilePath, _folder["target"]);
            Fill(file, 200, Long);
        }

        Assert.Equal("precious", System.IO.File.ReadAllText(_folder["target"]));
    }

    [Fact]
    public void A_disk_that_is_full_at_the_start_stops_nothing()
    {
        // Old names that are removed, and the file that is not there yet, come first.
        FaultyCalls full = new(nth: LogOptions.MostFiles - 5 + 2, error: Errors.NoSpace, onwards: true);
        using LogFile file = File(full);
        full.Healed = true;
        _clock.Pass(TimeSpan.FromSeconds(5));

        Fill(file, 1, "later");

        Assert.Equal("later\n", System.IO.File.ReadAllText(FilePath));
        Assert.Equal(["fails", "works, 0 lost"], _reader.Told);
    }

    [Fact]
    public void A_disk_that_gets_full_loses_lines_is_tried_again_and_tells_how_many()
    {
        FaultyCalls full = new(nth: 110, error: Errors.NoSpace, onwards: true);
        using LogFile file = File(full);
        Fill(file, 100, "line");
        Fill(file, 50, "more");
        _clock.Pass(TimeSpan.FromSeconds(5));
        full.Healed = true;
        Fill(file, 1, "last");

        string[] lines = System.IO.File.ReadAllText(FilePath).Split('\n')[..^1];
        int whole = lines.Count(line => line is "line" or "more");
        Assert.Equal("last", lines[^1]);
        Assert.Equal(["fails", $"works, {150 - whole} lost"], _reader.Told);
    }

    [Fact]
    public void Whichever_call_fails_lines_stay_whole_but_for_the_one_and_the_file_recovers()
    {
        for (int nth = LogOptions.MostFiles; nth < LogOptions.MostFiles + 150; nth++)
        {
            FaultyCalls faulty = new(nth);
            using (LogFile file = File(faulty, files: 2))
            {
                Fill(file, 150, Long);
                _clock.Pass(TimeSpan.FromSeconds(5));
                Fill(file, 1, "last");
            }

            string[] lines = System.IO.File.ReadAllText(FilePath).Split('\n')[..^1];
            Assert.Equal("last", lines[^1]);
            Assert.InRange(lines.Count(line => line != Long && line != "last"), 0, 1);
            foreach (string name in _folder.Files.ToArray())
            {
                System.IO.File.Delete(_folder[name]);
            }
        }
    }

    private static void Fill(LogFile file, int lines, string text)
    {
        for (int i = 0; i < lines; i++)
        {
            file.Write(new LogLine(LogLevel.Information, text));
        }
    }

    private static void Write(LogFile file, int lines, string text)
    {
        using (file)
        {
            Fill(file, lines, text);
        }
    }

    private static LogOptions Options(int files) => new() { FileBytes = LogOptions.LeastFileBytes, Files = files };

    private LogFile File(IFileCalls? calls = null, int files = 5)
    {
        LogFile file = new(FilePath, Options(files), calls ?? FileCalls.ForThisSystem(), _clock, _reader);
        file.Begin();
        return file;
    }

    private sealed class Reader : ILogFileReader
    {
        public List<string> Told { get; } = [];

        public void Fails(string reason) => Told.Add("fails");

        public void WorksAgain(long lost) => Told.Add($"works, {lost} lost");
    }
}
