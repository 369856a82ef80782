using System.Data.Common;
using Daira.Foundation.Storage;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Daira.Elections.Storage;

/// <summary>Makes the tables of <c>elections</c> from the model, in the caller's transaction.</summary>
internal static class ElectionsSchema
{
    public static void Ensure(DbConnection connection, ElectionsDb db, TimeProvider clock)
    {
        SchemaVersion.Prepare(connection, Database.Elections);
        if (connection.TableExists("state"))
        {
            return;
        }

        connection.Run(db.Database.GenerateCreateScript());
        SchemaVersion.Write(connection, ElectionsDb.SchemaVersion, clock.GetUtcNow());
        if (connection is NpgsqlConnection && HasPostGis(connection))
        {
            // For QGIS and SQL users only: the program itself reads the well-known binary on both engines.
            connection.Run("alter table shapes add column geometry geometry(Geometry, 4326) generated always as (ST_GeomFromWKB(wkb, 4326)) stored");
            connection.Run("create index shapes_geometry on shapes using gist (geometry)");
        }
    }

    /// <summary>Installs the extension where it is available and the user may.</summary>
    private static bool HasPostGis(DbConnection connection)
    {
        if (connection.One("select 1 from pg_extension where extname = 'postgis'") is not null)
        {
            return true;
        }

        if (connection.One("select 1 from pg_available_extensions where name = 'postgis'") is null)
        {
            return false;
        }

        connection.Run("savepoint before_postgis");
        try
        {
            connection.Run("create extension postgis schema public");
            return true;
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            connection.Run("rollback to savepoint before_postgis");
            return false;
        }
    }
}
