using EdgeActors.Capture;
using EdgeActors.Configuration.Capture;
using EdgeActors.Doctor.Books;
using EdgeActors.Specs.Storage;

namespace EdgeActors.Specs.Doctor;

public sealed class JournalFactsSpecs : IDisposable
{
    private readonly TemporaryFolder _root = new();

    public void Dispose() => _root.Dispose();

    [Fact]
    public void What_doctor_writes_to_try_a_folder_is_no_file_that_was_set_aside()
    {
        foreach (string file in (string[])
            ["db/journal.db", "damaged/journal.db.damaged-1", "damaged/.edgeactors-doctor.tmp", "damaged/..edgeactors-doctor.tmp.1-2-3.tmp", "spool/damaged/1.batch"])
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_root[file])!);
            File.WriteAllText(_root[file], "");
        }

        JournalFacts facts = JournalFacts.At(new CaptureSettings
        {
            Fleet = "factory",
            Device = "press-1",
            DataRoot = _root.Path,
            DiskPath = _root["capture"],
            Buffer = new CaptureOptions { Durable = true },
        });

        Assert.Equal(2, facts.SetAside);
    }
}
