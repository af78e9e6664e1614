using Akka.Actor;
using Akka.Configuration;
using Akka.Persistence.Sqlite;

namespace Akka.Specs.Persistence.Sqlite;

/// <summary>Journal and snapshots in a folder of their own, and systems over them, one after the other.</summary>
internal sealed class SqliteFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sqlite-");

    public string Name => _folder.FullName;

    public string Journal => Path.Combine(Name, "journal.db");

    public string Snapshots => Path.Combine(Name, "snapshots.db");

    /// <summary>Starts a system with both plugins and the serializer of <see cref="Noted"/>.</summary>
    public ActorSystem Start(string more = "") => ActorSystem.Create("sqlite", ConfigurationFactory.ParseString($$"""
        {{more}}
        akka.loglevel = WARNING
        akka.stdout-loglevel = OFF
        akka.actor {
          serializers.noted = "{{typeof(NotedSerializer).AssemblyQualifiedName}}"
          serialization-bindings."{{typeof(Noted).AssemblyQualifiedName}}" = noted
        }
        akka.persistence {
          journal.sqlite {
            connection-string = "Data Source={{Journal}}"
            auto-initialize = on
          }
          snapshot-store.sqlite {
            connection-string = "Data Source={{Snapshots}}"
            auto-initialize = on
          }
        }
        """).WithFallback(SqlitePersistence.DefaultConfiguration()));

    public void Dispose() => _folder.Delete(recursive: true);
}
