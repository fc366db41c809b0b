"""An FTP server with TLS for the matrix: ftps.py PORT FOLDER CERTIFICATE."""
import sys

from pyftpdlib.authorizers import DummyAuthorizer
from pyftpdlib.handlers import TLS_FTPHandler
from pyftpdlib.servers import ThreadedFTPServer

port, folder, certificate = sys.argv[1:]
authorizer = DummyAuthorizer()
authorizer.add_user("practice", "matrix", folder, perm="elradfmwMT")
handler = TLS_FTPHandler
handler.certfile = certificate
handler.authorizer = authorizer
handler.tls_control_required = True
handler.tls_data_required = True
ThreadedFTPServer(("127.0.0.1", int(port)), handler).serve_forever()
